/** A customer of the operator, or the company itself: the unit of isolation. */
export type Organization = {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly updatedAt: Date
}
