/**
 * The URL of a SCIM request with one slash wherever its path has several, as from clients that append `/Users` to a base
 * URL that ends in a slash. Other URLs, and queries, stay as they are: elsewhere two slashes are an id that is missing.
 */
export function withSingleSlashes(url: string): string {
  if (!url.startsWith('/scim/') || !url.includes('//')) return url
  const end = url.includes('?') ? url.indexOf('?') : url.length
  return url.slice(0, end).replaceAll(/\/{2,}/g, '/') + url.slice(end)
}
