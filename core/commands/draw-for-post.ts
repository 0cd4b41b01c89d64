/** Pictures as posts carry them. */
import { type CommunitySettings, isAsReadersHaveIt } from "../battle/community-settings.ts";
import type { PlatformName, PostImage } from "../chat/post.ts";
import type { Picture, Renderer } from "../images/picture.ts";

/** Where a picture is posted, and what its community has chosen. */
type Shown = { platform: PlatformName; communityTheme: CommunitySettings["theme"] };

/** Draws a picture; in dark as well where each reader sees it as their own screen is set. */
export async function drawForPost(
  renderer: Renderer,
  picture: Picture,
  alt: string,
  { platform, communityTheme }: Shown,
): Promise<PostImage> {
  const { png } = await renderer.render(picture);
  if (!isAsReadersHaveIt({ theme: communityTheme }, platform)) return { png, alt };
  const dark = await renderer.render({ ...picture, theme: "dark" });
  return { png, alt, dark: dark.png };
}
