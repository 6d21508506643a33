/** Why a sign-in by the provider came to nothing; the sign-in screen has a text for each. */
export type RefusalCode =
  | 'cancelled'
  | 'provider_unavailable'
  | 'provider_refused'
  | 'sign_in_expired'
  | 'answer_invalid'
  | 'email_missing'
  | 'email_unverified'
  | 'identity_changed'
  | 'not_invited'
  | 'no_role'
  | 'deactivated'
  | 'too_many_attempts'

/** A sign-in that is refused. The message is for the operator's log: the person who signs in is told the code's text. */
export class SignInRefused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SignInRefused'
    this.code = code
  }
}
