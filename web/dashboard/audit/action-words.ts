const names: Readonly<Record<string, string>> = {
  api_key: 'API key',
  scim_request: 'SCIM request',
}

/** `webhook_endpoint.secret_rotated` → `Webhook endpoint: secret rotated`. */
export function actionWords(action: string): string {
  const [kind = '', deed = ''] = action.split('.')
  return `${kindWords(kind)}: ${plain(deed)}`
}

/** `directory_user` → `Directory user`. */
export function kindWords(kind: string): string {
  const words = names[kind] ?? plain(kind)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function plain(name: string): string {
  return name.replaceAll('_', ' ')
}
