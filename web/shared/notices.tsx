import '@mantine/notifications/styles.css'
import { type NotificationData, Notifications, notifications } from '@mantine/notifications'

/** Where notices are shown. */
export function Notices() {
  return <Notifications position="bottom-right" />
}

/** Shows a notice, at once or as soon as `Notices` is there. */
export function show(notice: NotificationData): void {
  notifications.show(notice)
}
