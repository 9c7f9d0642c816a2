//! The layer between SQLite and the machine's own file system, in the shape that SQLite asks for.
//!
//! Every call is handed on to the default file system of SQLite; those that change something are counted, recorded
//! or refused on the way. Shared memory is handed on unseen: after a loss of power SQLite builds it anew.
//!
//! Soundness rests on three facts. SQLite gives each open file `szOsFile` bytes of memory, aligned to 8, and
//! keeps them until `xClose`: [`File`] lies at their beginning, the default file system's own file behind it.
//! SQLite calls a file only between `xOpen` and `xClose`, so the inner file is whole whenever it is reached. The
//! [`Inner`] and the registered structure are leaked and so outlive every call.

#![expect(
    unsafe_code,
    reason = "SQLite speaks in raw pointers, and only a file system below it sees what reaches the disk"
)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

use libsqlite3_sys as ffi;

use crate::disk::{Inner, Operation, Site};

/// What stands at the beginning of an open file's memory.
#[repr(C, align(8))]
struct File {
    base: ffi::sqlite3_file,
    inner: *const Inner,
    /// Its number in the record; 0 for what is not recorded, such as files for sorting.
    number: u32,
    /// Whether the next sync reaches its folder too.
    syncs_folder: bool,
}

/// Where the inner file begins.
const INNER_FILE: usize = size_of::<File>();

/// Files that matter after a crash: the database, its log, its rollback journal.
const LASTING: c_int =
    ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;

/// Files with whose first sync SQLite syncs the folder.
const WITH_FOLDER: c_int = ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    // The second version: shared memory, but no mapping of the file itself, whose writes nobody would see.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Makes a file system known to SQLite and gives its name.
pub(crate) fn register(inner: &'static Inner) -> Result<&'static str, String> {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let name = format!("chatops-disk-{}", LAST.fetch_add(1, Ordering::Relaxed));
    let name: &'static CStr =
        Box::leak(CString::new(name).map_err(|error| error.to_string())?.into_boxed_c_str());
    // SAFETY: SQLite is initialised first; a null name asks for the default, which lives for ever.
    let original = unsafe {
        ffi::sqlite3_initialize();
        ffi::sqlite3_vfs_find(ptr::null())
    };
    // SAFETY: null or a registered file system, which lives for ever.
    let original = unsafe { original.as_ref() }.ok_or("SQLite has no file system here")?;
    let size = c_int::try_from(INNER_FILE).map_err(|error| error.to_string())?;
    let vfs = Box::leak(Box::new(ffi::sqlite3_vfs {
        szOsFile: size + original.szOsFile,
        pNext: ptr::null_mut(),
        zName: name.as_ptr(),
        pAppData: ptr::from_ref(inner).cast_mut().cast(),
        xOpen: Some(open),
        xDelete: Some(delete),
        // Everything else is the original's: none of it looks at what it is called on.
        ..*original
    }));
    // SAFETY: leaked, so it outlives SQLite; its name is its own.
    match unsafe { ffi::sqlite3_vfs_register(vfs, 0) } {
        ffi::SQLITE_OK => name.to_str().map_err(|error| error.to_string()),
        code => Err(format!("SQLite does not take the file system (code {code})")),
    }
}

/// The default file system.
fn original() -> *mut ffi::sqlite3_vfs {
    // SAFETY: a null name asks for the default.
    unsafe { ffi::sqlite3_vfs_find(ptr::null()) }
}

/// The inner file of one of ours.
fn inner_file(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    file.cast::<u8>().wrapping_add(INNER_FILE).cast()
}

/// Hands a call on to the inner file. SQLite's own file systems have every method of the second version.
macro_rules! hand_on {
    ($file:ident, $method:ident $(, $argument:expr)*) => {{
        let inner = inner_file($file);
        // SAFETY: called by SQLite between `xOpen` and `xClose`, so the inner file and its methods are there.
        unsafe {
            match (*(*inner).pMethods).$method {
                Some(method) => method(inner $(, $argument)*),
                None => ffi::SQLITE_IOERR,
            }
        }
    }};
}

/// The name of a file without its folder.
fn short(path: *const c_char) -> Option<String> {
    if path.is_null() {
        return None;
    }
    // SAFETY: SQLite gives names that end with a zero.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    Some(Path::new(path).file_name()?.to_str()?.to_owned())
}

fn exists(path: *const c_char) -> bool {
    // SAFETY: SQLite gives names that end with a zero; null was shut out by the caller.
    unsafe { CStr::from_ptr(path) }.to_str().is_ok_and(|path| Path::new(path).exists())
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    path: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: the memory of a file begins with room for ours; until it is open it has no methods.
    let ours = unsafe {
        (*file).pMethods = ptr::null();
        file.cast::<File>()
    };
    // SAFETY: what was registered holds a leaked `Inner`.
    let inner: &'static Inner = unsafe { &*(*vfs).pAppData.cast::<Inner>() };
    let name = if flags & LASTING == 0 { None } else { short(path) };
    let making = flags & ffi::SQLITE_OPEN_CREATE != 0;
    let made = name.is_some() && making && !exists(path);
    if name.is_some() && making {
        inner.before(Site::Open);
        if let Some(code) = inner.state().count(Site::Open) {
            return code;
        }
    }
    let mut state = inner.state();
    // SAFETY: the arguments are SQLite's, but for the memory, which has room for the original's file.
    let code = unsafe {
        match (*original()).xOpen {
            Some(open) => open(original(), path, inner_file(file), flags, out_flags),
            None => ffi::SQLITE_CANTOPEN,
        }
    };
    if code != ffi::SQLITE_OK {
        return code;
    }
    let number = name.map_or(0, |name| {
        let number = state.file(&name, made);
        if made {
            state.note(|| Operation::Create { file: number, name });
        }
        number
    });
    // SAFETY: there is room for a `File` at the beginning.
    unsafe {
        ours.write(File {
            base: ffi::sqlite3_file { pMethods: &raw const METHODS },
            inner,
            number,
            syncs_folder: making && flags & WITH_FOLDER != 0,
        });
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(
    vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: what was registered holds a leaked `Inner`.
    let inner: &'static Inner = unsafe { &*(*vfs).pAppData.cast::<Inner>() };
    inner.before(Site::Delete);
    let mut state = inner.state();
    if let Some(code) = state.count(Site::Delete) {
        return code;
    }
    // SAFETY: the arguments are SQLite's.
    let code = unsafe {
        match (*original()).xDelete {
            Some(delete) => delete(original(), path, sync_folder),
            None => ffi::SQLITE_IOERR_DELETE,
        }
    };
    if code == ffi::SQLITE_OK
        && let Some(name) = short(path)
        && state.files.remove(&name).is_some()
    {
        state.note(|| Operation::Delete { name, folder: sync_folder != 0 });
    }
    code
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    hand_on!(file, xClose)
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    hand_on!(file, xRead, into, amount, offset)
}

/// Ours, of an open file.
fn ours(file: *mut ffi::sqlite3_file) -> (&'static Inner, u32) {
    // SAFETY: written by `open`, and the `Inner` is leaked.
    unsafe {
        let ours = file.cast::<File>();
        (&*(*ours).inner, (*ours).number)
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    amount: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    let (inner, number) = ours(file);
    if number == 0 {
        return hand_on!(file, xWrite, from, amount, offset);
    }
    inner.before(Site::Write);
    let mut state = inner.state();
    let fails = state.count(Site::Write);
    // A write that fails has come half way: that is how disks are.
    let amount = if fails.is_some() { amount / 2 } else { amount };
    let code = hand_on!(file, xWrite, from, amount, offset);
    if code == ffi::SQLITE_OK {
        let length = usize::try_from(amount).unwrap_or(0);
        // SAFETY: SQLite gives that many bytes.
        let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length) };
        let offset = u64::try_from(offset).unwrap_or(0);
        state.note(|| Operation::Write { file: number, offset, bytes: bytes.to_vec() });
    }
    fails.unwrap_or(code)
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    let (inner, number) = ours(file);
    if number == 0 {
        return hand_on!(file, xTruncate, size);
    }
    inner.before(Site::Truncate);
    let mut state = inner.state();
    if let Some(code) = state.count(Site::Truncate) {
        return code;
    }
    let code = hand_on!(file, xTruncate, size);
    if code == ffi::SQLITE_OK {
        let size = u64::try_from(size).unwrap_or(0);
        state.note(|| Operation::Truncate { file: number, size });
    }
    code
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    let (inner, number) = ours(file);
    if number == 0 {
        return hand_on!(file, xSync, flags);
    }
    inner.before(Site::Sync);
    let mut state = inner.state();
    if let Some(code) = state.count(Site::Sync) {
        return code;
    }
    let code = if inner.syncs { hand_on!(file, xSync, flags) } else { ffi::SQLITE_OK };
    if code == ffi::SQLITE_OK {
        // SAFETY: written by `open`; SQLite uses a file from one thread at a time.
        let folder = unsafe { std::mem::take(&mut (*file.cast::<File>()).syncs_folder) };
        state.note(|| Operation::Sync { file: number, folder });
    }
    code
}

unsafe extern "C" fn file_size(
    file: *mut ffi::sqlite3_file,
    size: *mut ffi::sqlite3_int64,
) -> c_int {
    hand_on!(file, xFileSize, size)
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    hand_on!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    hand_on!(file, xUnlock, level)
}

unsafe extern "C" fn check_reserved_lock(
    file: *mut ffi::sqlite3_file,
    result: *mut c_int,
) -> c_int {
    hand_on!(file, xCheckReservedLock, result)
}

unsafe extern "C" fn file_control(
    file: *mut ffi::sqlite3_file,
    operation: c_int,
    argument: *mut c_void,
) -> c_int {
    hand_on!(file, xFileControl, operation, argument)
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    hand_on!(file, xSectorSize)
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    hand_on!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    page_size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    hand_on!(file, xShmMap, page, page_size, extend, out)
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    hand_on!(file, xShmLock, offset, count, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    let inner = inner_file(file);
    // SAFETY: called by SQLite between `xOpen` and `xClose`.
    unsafe {
        if let Some(barrier) = (*(*inner).pMethods).xShmBarrier {
            barrier(inner);
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    hand_on!(file, xShmUnmap, delete)
}
