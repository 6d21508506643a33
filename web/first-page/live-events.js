/**
 * Follows the server's events from a position on. The browser reconnects by itself and goes on where it was; when it has
 * given up (the session ended, the server was replaced), `onLost` is called.
 */
export function followEvents(position, { onEvents, onState, onLost }) {
  const source = new EventSource(`/dashboard/stream?after=${position}`)
  source.addEventListener('open', () => onState('live'))
  source.addEventListener('events', (message) => {
    onState('live')
    onEvents(JSON.parse(message.data))
  })
  source.addEventListener('error', () => {
    onState('reconnecting')
    if (source.readyState === EventSource.CLOSED) setTimeout(onLost, 3_000)
  })
  addEventListener('offline', () => onState('reconnecting'))
  addEventListener('pagehide', () => source.close())
  // A page that comes back from the browser's memory has stopped following.
  addEventListener('pageshow', (event) => event.persisted && location.reload())
}
