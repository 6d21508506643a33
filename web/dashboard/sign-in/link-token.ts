let kept: string | null = null

/** Keeps the token of a sign-in link in memory, as long as this page is open. */
export function keepLinkToken(token: string): void {
  kept = token
}

/** The token of the link by which this page was opened; null where there was none. */
export function linkToken(): string | null {
  return kept
}
