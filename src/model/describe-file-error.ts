/** A file system error in words, for the `got` of a `Problem`. */
export function describeFileError(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'nothing';
    case 'ENOTDIR':
      return 'a file';
    case 'EISDIR':
      return 'a folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    case 'ELOOP':
      return 'a link that leads to itself';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
