/**
 * What whoever has followed a portal link may ask, all of it of the link's organization. Nothing else exists below `/setup/api`:
 * no API keys, no webhooks, no links, no organizations, no imports. `GET /setup/api/me` and `/setup/api/branding` are apart.
 */
export const portalAllowedRoutes: ReadonlySet<string> = new Set([
  'GET /providers',
  'GET /connectors',

  'GET /directories',
  'POST /directories',
  'GET /directories/:id',
  'PUT /directories/:id',
  'DELETE /directories/:id',
  'POST /directories/:id/pause',
  'POST /directories/:id/resume',
  'GET /directories/:id/setup',
  'PUT /directories/:id/setup',
  'GET /directories/:id/history',

  'GET /directories/:id/tokens',
  'POST /directories/:id/tokens',
  'DELETE /directories/:id/tokens/:token_id',
  'GET /directories/:id/scim_requests',
  'GET /directories/:id/scim_requests/:request_id',

  'GET /directories/:id/connection',
  'PUT /directories/:id/connection',
  'POST /directories/:id/connection/check',
  'POST /directories/:id/connection/wake_ups',
  'POST /directories/:id/mapping/preview',
  'POST /directories/:id/scope/preview',
  'POST /directories/:id/preview',
  'GET /directories/:id/source_groups',
  'GET /directories/:id/attribute_coverage',
  'GET /directories/:id/explain',
  'GET /directories/:id/files',
  'PUT /directories/:id/files/:name',

  'GET /directories/:id/sync_runs',
  'POST /directories/:id/sync_runs',
  'GET /directories/:id/sync_runs/:run_id',
  'GET /directories/:id/sync_runs/:run_id/progress',
  'GET /directories/:id/sync_runs/:run_id/removals',
  'GET /directories/:id/sync_runs/:run_id/guard',
  'POST /directories/:id/sync_runs/:run_id/pause',
  'POST /directories/:id/sync_runs/:run_id/resume',
  'POST /directories/:id/sync_runs/:run_id/cancel',
  'POST /directories/:id/sync_runs/:run_id/approve',
  'POST /directories/:id/sync_runs/:run_id/reject',
  'POST /directories/:id/sync_runs/:run_id/reevaluate',
  'GET /directories/:id/problems',
  'GET /directories/:id/problems/summary',
  'POST /directories/:id/problems/:problem_id/retry',

  'GET /directory_users',
  'GET /directory_users/:id',
  'GET /directory_users/:id/source',
  'GET /directory_groups',
  'GET /directory_groups/:id',

  'GET /organizations/:id/custom_attributes',
  'PUT /organizations/:id/custom_attributes/:name',
  'DELETE /organizations/:id/custom_attributes/:name',
])
