import { createApiClient } from '../shared/api-client.ts'

/** The API as the operator's session opens it. Who is signed out meanwhile is led to the sign-in by the shell. */
export const api = createApiClient({ prefix: 'dashboard/api/' })
