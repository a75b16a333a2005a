/** An image that came along is shown; one that lies elsewhere is a link, so that nobody there learns who looks. */
export function ImageView({ url, alt }: { readonly url: string; readonly alt: string }) {
  if (/^data:/i.test(url)) return <img class="image" src={url} alt={alt} />;
  return (
    <p>
      <a href={url} target="_blank" rel="noopener noreferrer nofollow">
        {`Open the image${alt === '' ? '' : ` “${alt}”`} at ${hostOf(url)}`}
      </a>
    </p>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'another place';
}
