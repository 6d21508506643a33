/**
 * The URL of a SCIM request with one slash wherever its path has several, as from clients that append `/Users` to a base
 * URL that ends in a slash, and none at its end. Other URLs, and queries, stay as they are: elsewhere two slashes are an id
 * that is missing.
 */
export function withSingleSlashes(url: string): string {
  if (!url.startsWith('/scim/')) return url
  const end = url.includes('?') ? url.indexOf('?') : url.length
  const path = url.slice(0, end)
  if (!path.includes('//') && !path.endsWith('/')) return url
  return path.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '') + url.slice(end)
}
