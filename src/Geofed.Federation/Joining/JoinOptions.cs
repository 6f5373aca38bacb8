namespace Geofed.Federation.Joining;

/// <summary>What a member is joined as, and where the control plane reaches it.</summary>
/// <param name="ClusterName">The member's name in the federation: a DNS label of at most 48 characters.</param>
/// <param name="ApiEndpoint">The member's API as the control plane reaches it.</param>
public sealed record JoinOptions(string ClusterName, Uri ApiEndpoint)
{
    /// <summary>The certificates (PEM) that the member's API is trusted by; null for those of the machine.</summary>
    public string? CertificateAuthority { get; init; }

    public bool SkipTlsVerification { get; init; }
    public string? Provider { get; init; }
    public string? Region { get; init; }
    public IReadOnlyList<string> Zones { get; init; } = [];
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>How long to wait for the member to issue a token.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How a member is let go.</summary>
public sealed record UnjoinOptions(string ClusterName)
{
    /// <summary>
    /// Give up on what cannot be deleted: a member that does not answer keeps what was propagated to it and the account that it was joined with.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>How long to wait until the member is free of propagated objects.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A member could not be joined or let go: the message says what to do about it.</summary>
public sealed class JoinException(string message, Exception? inner = null) : Exception(message, inner);
