import { showFooter } from './parts/footer.js';
import { showHeader } from './parts/header.js';
import { start } from './router.js';

showHeader(document.getElementById('header'));
showFooter(document.getElementById('footer'));
start(document.getElementById('outlet'));
