using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>A failure that a Kubernetes API answered with: its <c>Status</c> document. The message is the server's.</summary>
public sealed class KubeApiException : Exception
{
    public KubeApiException(int code, string reason, string message, JsonObject? details = null) : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
    }

    /// <summary>The HTTP status code.</summary>
    public int Code { get; }

    /// <summary>The machine-readable reason, e.g. "NotFound", "Conflict", "Invalid"; empty when the server gave none.</summary>
    public string Reason { get; }

    /// <summary>The Status' <c>details</c>: name, group, kind, causes, retryAfterSeconds.</summary>
    public JsonObject? Details { get; }

    public bool IsNotFound => Code == 404;
    public bool IsConflict => Code == 409 && Reason == "Conflict";
    public bool IsAlreadyExists => Code == 409 && Reason == "AlreadyExists";
    public bool IsGone => Code == 410;

    /// <summary>True when the same request may succeed later: throttled, overloaded, or the server's own failure.</summary>
    public bool IsTransient => Code is 429 or >= 500;

    /// <summary>The Status document, as it travels.</summary>
    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason.Length > 0)
            status["reason"] = Reason;
        if (Details is not null)
            status["details"] = Details.DeepClone();
        status["code"] = Code;
        return status;
    }
}

/// <summary>There was no answer: the connection was refused, broke, or nothing came in time.</summary>
public class ClusterUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
