/** Why a repository could not be read, in words for the person who can put it right. No secret is in them. */
export class GitFailure extends Error {
  readonly code:
    | 'git_missing'
    | 'address_refused'
    | 'unreachable'
    | 'no_such_branch'
    | 'too_large'
    | 'too_slow'
    | 'unusable'

  constructor(code: GitFailure['code'], message: string) {
    super(message)
    this.name = 'GitFailure'
    this.code = code
  }
}
