/** The look of menus and lists that float above the page. */
export const floatingClass =
  'z-50 min-w-40 animate-rise rounded-card border border-line bg-raised p-1 text-ink shadow-float outline-none';
