/** The parts of the settings, in their order. */
export const settingsTabs = [
  'api-keys',
  'team',
  'single-sign-on',
  'branding',
  'attributes',
  'guards',
  'retention',
  'system',
  'account',
] as const
export type SettingsTab = (typeof settingsTabs)[number]
