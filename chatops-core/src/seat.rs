//! The commander's seat: at most one, and after the first never none.
