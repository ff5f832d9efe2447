// Runs before first paint, so that the wrong theme does not flash. A separate file, because the CSP forbids inline scripts.
try {
  const theme = localStorage.getItem('sitecast.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system theme is used.
}
