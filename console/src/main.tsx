import { render } from 'preact';
import { Console } from './console.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';

const place = document.getElementById('console');
if (place !== null) render(<Console />, place);
