//! Graphs in the room.
