/** The server's address, of that of a feed's page, `{base}/feeds/{feed}`. */
export function serverOf(home: string): string {
  return home.split('/feeds/')[0] as string;
}
