/// A library for LD_PRELOAD that ends a process at a chosen system call, as a crash of the machine's power would.
///
/// The program under test knows nothing of it. Calls are told apart by what they do and by the last part of the file's path:
///
///     sync      fsync, fdatasync
///     write     write, pwrite
///     truncate  ftruncate
///     rename    rename (the new name)
///     unlink    unlink
///     mkdir     mkdir
///
/// CRASHPOINT=CALL:NAME:before|after:N   SIGKILL before or after the N-th such call (from 1) on a file of that name.
/// CRASHPOINT_FROM=CALL:NAME             count only calls after the first one of this kind.
/// CRASHPOINT_TRACE=PATH                 append a line `CALL NAME` to PATH before every call.
/// CRASHPOINT_ATTEMPT=NAME               only in the processes of this attempt at a training (the last part of SELFPLAY_ATTEMPT);
///                                       unless set, only in those that belong to none.
