import { z } from 'zod'

/** What people call a sink: a setting of every kind. */
export const SinkName = z.string().min(1).max(255).optional()
