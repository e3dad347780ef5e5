import { findDamage } from '../store/inspect-sqlite-file.ts';

// A process, because SQLite blocks a thread until it is done.
process.stdout.write(findDamage(process.argv[2] ?? '') ?? '');
