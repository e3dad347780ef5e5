/** The database, the disk or a folder of the server fails. What was to be stored is no cause: the same work can succeed later. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault';
}
