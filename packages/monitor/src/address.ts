/**
 * Whether the server must not connect to an IP address, to prevent SSRF: "this network" (0.0.0.0/8), link-local
 * (169.254.0.0/16 including cloud metadata, fe80::/10), multicast, reserved and broadcast (224.0.0.0/3, ff00::/8), and
 * AWS metadata over IPv6, also as IPv4-mapped or NAT64 addresses (RFC 4291, RFC 6052). Private networks and loopback are
 * allowed, because meters and the simulator run there. False for anything that is not an IP address.
 */
export function isForbiddenAddress(address: string): boolean {
  if (!address.includes(':')) return isForbiddenV4(address.split('.').map(Number));
  const words = expand(address.split('%')[0]!);
  const [first = 0] = words;
  if ((first & 0xffc0) === 0xfe80 || first >= 0xff00) return true;
  if (first === 0xfd00 && words[1] === 0xec2) return true;
  const [high = 0, low = 0] = words.slice(6);
  const v4 = [high >> 8, high & 255, low >> 8, low & 255];
  const isNat64 = first === 0x64 && words[1] === 0xff9b;
  const isMapped = words.slice(0, 5).every((word) => word === 0) && (words[5] === 0xffff || words[5] === 0);
  // ::1 is loopback.
  if (isMapped && high === 0 && low === 1 && words[5] === 0) return false;
  return (isNat64 || isMapped) && isForbiddenV4(v4);
}

function isForbiddenV4([a = Number.NaN, b = Number.NaN, ...rest]: number[]): boolean {
  if (rest.length !== 2) return false;
  return a === 0 || a >= 224 || (a === 169 && b === 254);
}

/** The eight 16-bit words of an IPv6 address. */
function expand(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = dotted
    ? `${address.slice(0, dotted.index)}${word(dotted[1]!, dotted[2]!)}:${word(dotted[3]!, dotted[4]!)}`
    : address;
  const [before = '', after] = hex.split('::');
  const head = words(before);
  const tail = words(after ?? '');
  const gap = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...new Array<number>(gap).fill(0), ...tail];
}

function words(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

function word(high: string, low: string): string {
  return ((Number(high) << 8) | Number(low)).toString(16);
}
