/** One verb of the command line. `run` gets what stands behind its name, and gives the exit code. It throws what `printError` can tell. */
export type Verb = {
  readonly name: string
  /** One line for `muster --help`. */
  readonly summary: string
  /** What `muster <verb> --help` prints. */
  readonly usage: string
  run(args: string[]): Promise<number>
}
