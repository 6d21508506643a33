/**
 * An address as it may be written into the log: the tokens of links (to the portal, to sign in, and old ones in the query), what an
 * OpenID provider sends along, and the secrets of wake-ups are no more for it than other secrets.
 */
export function withoutToken(url: string): string {
  return url
    .replace(/([?&](?:token|code|state)=)[^&]+/g, '$1…')
    .replace(/^(\/setup\/)portal_[^/?]+/, '$1…')
    .replace(/^(\/dashboard\/sign-in\/)signin_[^/?]+/, '$1…')
    .replace(/^(\/wake-ups\/[^/?]+\/)[^/?]+/, '$1…')
}
