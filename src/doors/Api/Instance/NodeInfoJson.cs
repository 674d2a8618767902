using System.Text.Json.Serialization;

namespace Plaza.Api.Instance;

/// <summary>Links to the NodeInfo documents.</summary>
internal sealed record NodeInfoLinksJson(IReadOnlyList<NodeInfoLinkJson> Links);

internal sealed record NodeInfoLinkJson(string Rel, string Href);

/// <summary>Software and usage of this server, in the schema of nodeinfo.diaspora.software.</summary>
internal sealed record NodeInfoJson(
    string Version,
    NodeSoftwareJson Software,
    [property: JsonPropertyName("openRegistrations")] bool OpenRegistrations,
    NodeUsageJson Usage,
    NodeMetadataJson Metadata)
{
    /// <summary>Empty: there is no federation yet.</summary>
    public IReadOnlyList<string> Protocols { get; } = [];

    public NodeServicesJson Services { get; } = new([], []);
}

internal sealed record NodeSoftwareJson(string Name, string Version);

internal sealed record NodeServicesJson(IReadOnlyList<string> Inbound, IReadOnlyList<string> Outbound);

internal sealed record NodeUsageJson(NodeUsersJson Users, [property: JsonPropertyName("localPosts")] long LocalPosts);

internal sealed record NodeUsersJson(
    int Total,
    [property: JsonPropertyName("activeMonth")] int ActiveMonth,
    [property: JsonPropertyName("activeHalfyear")] int ActiveHalfyear);

internal sealed record NodeMetadataJson(
    [property: JsonPropertyName("nodeName")] string NodeName,
    [property: JsonPropertyName("nodeDescription")] string NodeDescription)
{
    /// <summary>The software whose API Plaza implements: megalodon's detector rejects software names that it does not know.</summary>
    public NodeSoftwareJson Upstream { get; } = new("mastodon", InstanceLimits.MastodonVersion);
}
