import type { NotificationData } from '@mantine/notifications'

/** Tells the reader in the corner what became of something. What shows it comes after the first screen. */
export function notify(notice: NotificationData): void {
  void import('./notices.tsx').then(({ show }) => show(notice))
}
