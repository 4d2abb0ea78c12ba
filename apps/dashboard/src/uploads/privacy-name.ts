const NAMES: Readonly<Record<string, string>> = {
  public: 'Everyone',
  unlisted: 'Everyone with the link',
  private: 'Only you',
  PUBLIC_TO_EVERYONE: 'Everyone',
  FOLLOWER_OF_CREATOR: 'Followers',
  MUTUAL_FOLLOW_FRIENDS: 'Friends',
  SELF_ONLY: 'Only you',
};

/** Who may see a post, for people; `privacy` is in the platform's terms. */
export const privacyName = (privacy: string): string => NAMES[privacy] ?? privacy;
