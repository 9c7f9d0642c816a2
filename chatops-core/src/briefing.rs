//! Briefing: pins and what a newcomer must read.
