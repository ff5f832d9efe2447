/** Where each answer is kept. What starts with the same words is read again together. */
export const keys = {
  screenList: ['screens'] as const,
  screen: (deviceId: string) => ['screen', deviceId] as const,
  screenLog: (deviceId: string) => ['screen', deviceId, 'log'] as const,
  overlays: ['overlays'] as const,
  overlayLists: ['overlays', 'of'] as const,
  overlaysOf: (deviceId: string, active: boolean) => ['overlays', 'of', deviceId, { active }] as const,
  overlay: (pipId: string) => ['overlays', 'one', pipId] as const,
  tokens: ['tokens'] as const,
};
