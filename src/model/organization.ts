/** A customer of the operator, or the company itself: the unit of isolation. */
export type Organization = {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly metadata: Readonly<Record<string, string>>
  /** WorkOS's setting of that name: kept and shown, nothing here depends on it. */
  readonly allowProfilesOutsideOrganization: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}
