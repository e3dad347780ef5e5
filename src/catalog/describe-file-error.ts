/** A file system error in words, for the `got` of a `Problem`. */
export function describeFileError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return 'nothing';
    case 'ENOTDIR':
      return 'a file';
    case 'EISDIR':
      return 'a folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
