//! The broader team in the room.
