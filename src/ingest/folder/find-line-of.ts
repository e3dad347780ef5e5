/** The line of a file on which an address of HTML stands; `firstLine` where it is written otherwise. Both are counted from 1. */
export function findLineOf(text: string, address: string, firstLine = 1): number {
  const spellings = [address, decodeAddress(address)];
  const lines = text.split(/\r\n?|\n/).slice(firstLine - 1);
  const index = lines.findIndex((line) => spellings.some((spelling) => line.includes(spelling)));
  return firstLine + Math.max(index, 0);
}

/** Markdown writes a space as `%20`, and `&` of HTML is `&amp;` in the file. */
function decodeAddress(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
