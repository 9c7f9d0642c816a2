//! An allocator that counts, and otherwise is the system's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);

/// What has been asked of the allocator since the start of the program.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// How many times memory was asked for.
    pub(crate) allocations: usize,
    /// How much, in bytes; what was given back is not taken off.
    pub(crate) bytes: usize,
    /// How much is held now, in bytes.
    pub(crate) live: usize,
}

pub(crate) fn counted() -> Counted {
    Counted {
        allocations: ALLOCATIONS.load(Ordering::Relaxed),
        bytes: BYTES.load(Ordering::Relaxed),
        live: LIVE.load(Ordering::Relaxed),
    }
}

/// A load and a store, not one step: the measuring program has one thread, and a locked instruction for every
/// allocation would be part of every figure.
fn add(counter: &AtomicUsize, by: usize) {
    counter.store(counter.load(Ordering::Relaxed).wrapping_add(by), Ordering::Relaxed);
}

fn taken(bytes: usize) {
    add(&ALLOCATIONS, 1);
    add(&BYTES, bytes);
    add(&LIVE, bytes);
}

fn given_back(bytes: usize) {
    add(&LIVE, bytes.wrapping_neg());
}

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

#[expect(
    unsafe_code,
    reason = "an allocator cannot be written without; each call goes to the system's as it came"
)]
// SAFETY: every method hands its arguments to `System`, which keeps the contract, and returns what it returned.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        // SAFETY: the caller's promise on `layout` is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        given_back(layout.size());
        // SAFETY: the pointer came from `System` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        given_back(layout.size());
        taken(size);
        // SAFETY: the pointer came from `System` with this layout; the caller's promise on `size` is passed on.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
