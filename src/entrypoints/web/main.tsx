import { render } from 'preact';
import { openChat } from './model/open-chat.ts';
import { App } from './view/app.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
openChat();
render(<App />, root);
