namespace Plaza.Contracts.Notifications;

/// <summary>The timelines of which the position of reading is stored. Stored by number: never renumber.</summary>
public enum MarkedTimeline
{
    Home = 0,

    Notifications = 1,
}
