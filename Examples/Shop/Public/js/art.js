import { svg } from './dom.js';

const dark = 'fill="#0002"';
const drawings = {
  mugs: (c) => `<path d="M84 44h10a15 15 0 0 1 0 36H84" fill="none" stroke="${c}" stroke-width="8"/>
    <path d="M26 32h60v50a16 16 0 0 1-16 16H42a16 16 0 0 1-16-16z" fill="${c}"/>
    <ellipse cx="56" cy="32" rx="30" ry="7" ${dark}/><path d="M34 46v34" stroke="#fff5" stroke-width="5" stroke-linecap="round"/>`,
  shirts: (c) => `<path d="M42 22 20 34l-10 26 16 6 4-10v46h60V56l4 10 16-6-10-26-22-12a18 12 0 0 1-36 0z" fill="${c}"/>
    <path d="M42 22a18 12 0 0 0 36 0" fill="none" stroke="#0003" stroke-width="4"/>`,
  posters: (c) => `<rect x="28" y="14" width="64" height="92" rx="2" fill="#fff" stroke="#cbbfae" stroke-width="2"/>
    <rect x="35" y="21" width="50" height="66" fill="${c}"/><path d="m35 87 17-32 11 18 8-12 14 26z" fill="#fff8"/>
    <circle cx="71" cy="38" r="7" fill="#fffb"/><path d="M44 97h32" stroke="#cbbfae" stroke-width="3"/>`,
  bags: (c) => `<path d="M42 46V34a18 18 0 0 1 36 0v12" fill="none" stroke="${c}" stroke-width="6"/>
    <path d="M26 44h68l6 58H20z" fill="${c}"/><path d="M26 44h68l1.2 12H24.8z" ${dark}/>`,
};

// The picture of a product, drawn with its colour.
export function picture(category, colour) {
  const drawing = (drawings[category] ?? drawings.bags)(colour);
  return svg(`<svg viewBox="0 0 120 120" aria-hidden="true">${drawing}</svg>`);
}

const categories = [['mug', 'mugs'], ['shirt', 'shirts'], ['poster', 'posters']];

export function categoryOf(productID) {
  return categories.find(([word]) => productID.includes(word))?.[1] ?? 'bags';
}
