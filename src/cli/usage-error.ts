/** A command line that makes no sense. Its code is of the kind that Node's parseArgs throws, so it ends with 2. */
export class UsageError extends Error {
  readonly code = 'ERR_PARSE_ARGS_COMMAND'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UsageError'
  }
}
