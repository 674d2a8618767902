namespace Plaza.Data.Authentication;

/// <summary>What a one-time link is good for. Kept by number: never renumber.</summary>
public enum LinkPurpose
{
    ConfirmEmail = 0,

    ResetPassword = 1,
}
