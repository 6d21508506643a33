import { EndedScreen, type Ending } from '../ended-screen.tsx'
import { useSearchTexts } from '../portal-link.tsx'

const endings: readonly Ending[] = ['unknown', 'expired', 'revoked', 'session_ended']

/** The screen of a link that has ended: the server has led here instead of opening it. */
export function EndedRouteScreen() {
  const { reason } = useSearchTexts().texts
  return <EndedScreen reason={endings.find((ending) => ending === reason) ?? 'unknown'} />
}
