/** Addresses of messages on platforms whose messages have a place and an identifier there. */

/** A message's address: its place and its identifier in it. */
export function joinAddress(place: string, message: string): string {
  return `${place}/${message}`;
}

/** Takes an address apart; undefined when it is none. */
export function splitAddress(address: string): { place: string; message: string } | undefined {
  const slash = address.lastIndexOf("/");
  return slash < 1 ? undefined : { place: address.slice(0, slash), message: address.slice(slash + 1) };
}
