/** A failure of a sink whose message is for the operator as it is: what happened, and what there is to do. */
export class SinkFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SinkFailure'
  }
}
