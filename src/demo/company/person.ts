/** One person of the demo company as its identity provider knows them. */
export type Person = {
  /** The provider's own id: `00u…` in Okta, a GUID in Entra. Never changes. */
  readonly externalId: string
  readonly userName: string
  readonly givenName: string
  /** Empty for most; sometimes one letter. */
  readonly middleName: string
  readonly familyName: string
  /** As the person writes it, which may be in another script than the name parts. */
  readonly displayName: string
  readonly email: string
  readonly title: string
  readonly department: string
  readonly division: string
  readonly costCenter: string
  readonly employeeNumber: string
  readonly kind: 'Employee' | 'Contractor'
  readonly location: Location
  readonly locale: string
  /** The manager's `externalId`, in the same directory; null at the top. */
  readonly manager: string | null
  readonly active: boolean
}

export type Location = {
  readonly locality: string
  readonly region: string
  readonly country: string
  readonly postalCode: string
  readonly street: string
}

/** One group of the demo company; members by their `externalId`. */
export type TeamGroup = {
  readonly externalId: string
  readonly displayName: string
  readonly members: readonly string[]
}

/** What one of the demo's identity providers holds. */
export type CompanyHalf = {
  readonly provider: Provider
  readonly people: readonly Person[]
  readonly groups: readonly TeamGroup[]
}

/** Okta and Entra push to Muster by SCIM; Google is read by it. */
export type Provider = 'okta' | 'entra' | 'google'
