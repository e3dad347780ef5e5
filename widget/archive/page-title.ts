/** The page's own title while an article's is shown. */
let pageTitle = '';
let articleTitle: string | undefined;

/** Makes the article's title that of the page. */
export function setArticleTitle(title: string): void {
  if (document.title !== articleTitle) pageTitle = document.title;
  articleTitle = title;
  document.title = title;
}

/** Gives the page its own title back, unless the page has changed it meanwhile. */
export function restorePageTitle(): void {
  if (document.title === articleTitle) document.title = pageTitle;
}
