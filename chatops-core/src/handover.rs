//! Handover: the baton is passed only when both agree.
