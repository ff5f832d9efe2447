import { render } from 'solid-js/web';
import './app.css';
import { App } from './app.tsx';
import { startLanguage } from './i18n/i18n.ts';

await startLanguage();
render(() => <App />, document.getElementById('app')!);
