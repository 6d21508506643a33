const hidden = '[hidden]'

const patterns: readonly RegExp[] = [
  // The values of `Authorization`.
  /\b(?<keep>(?:Bearer|DPoP|SSWS|Basic|ApiKey)\s+)[\w\-.~+/=]{6,}/gi,
  // In queries, forms and JSON: `client_secret=…`, `"access_token":"…"`, `$deltatoken=…`.
  /(?<keep>\b(?:access_token|refresh_token|id_token|client_secret|client_assertion|assertion|password|api_?key|private_?key|\$?delta(?:token|link)|\$?skiptoken)["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi,
  // JSON Web Tokens, signed or not (RFC 7519).
  /(?<keep>)\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g,
  /(?<keep>-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
]

/** A text of a vendor without what must be in no log and no message: tokens, assertions, keys, links with a state in them, and `secrets`. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text
  for (const secret of secrets) if (secret.length > 5) clean = clean.replaceAll(secret, hidden)
  for (const pattern of patterns) clean = clean.replace(pattern, `$<keep>${hidden}`)
  return clean
}
