using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Geography;

/// <summary>
/// The Job that measures from within a cluster how long a round trip to some addresses takes: the TCP handshake of curl, the least of several. It leaves the answer as its
/// last word (the termination message), which is read with the pod and so needs no right to read logs.
/// </summary>
public static class ProbeJob
{
    /// <summary>curl on Alpine, some megabytes.</summary>
    public const string DefaultImage = "docker.io/curlimages/curl:8.11.1";

    /// <summary>A simulated kubelet lets a pod end with this; a real one does not know it.</summary>
    private const string Rehearsal = "simulation.geofed.io/";

    /// <summary>Seconds after which a cluster removes a Job itself, should nobody have done so.</summary>
    private const int KeptSeconds = 60;

    /// <summary>One line an address: its number, and milliseconds or a hyphen. What was tried once in vain is not tried again. Resolving a name is no part of the way. No TLS is begun: curl forgets the time of the connection when that fails.</summary>
    internal const string Script = """
        n=0
        for url in "$@"; do
          best=-
          i=0
          while [ "$i" -lt "$TRIES" ]; do
            best=$(curl -s --noproxy '*' -o /dev/null --connect-timeout 5 --max-time 10 -w '%{time_namelookup} %{time_connect}' "$url" |
              awk -v best="$best" '$2 > 0 { ms = ($2 - $1) * 1000; if (best == "-" || ms < best + 0) best = sprintf("%.3f", ms) } END { print best }')
            [ "$best" = - ] && break
            i=$((i + 1))
          done
          echo "$n $best" >> "$ANSWER"
          n=$((n + 1))
        done
        """;

    /// <param name="rehearsed">What a simulated cluster answers, where no container runs; null when it must be a real one.</param>
    public static JsonObject Create(string name, string ns, string image, IReadOnlyList<Uri> targets, int tries, TimeSpan limit, IReadOnlyList<double>? rehearsed)
    {
        var job = JsonNode.Parse($$"""
            {
              "apiVersion": "batch/v1", "kind": "Job",
              "metadata": { "name": "{{name}}", "namespace": "{{ns}}", "labels": { "app.kubernetes.io/managed-by": "geofed" } },
              "spec": {
                "backoffLimit": 0, "activeDeadlineSeconds": {{(int)Math.Ceiling(limit.TotalSeconds)}}, "ttlSecondsAfterFinished": {{KeptSeconds}},
                "template": {
                  "metadata": { "annotations": {} },
                  "spec": {
                    "restartPolicy": "Never", "automountServiceAccountToken": false, "enableServiceLinks": false, "terminationGracePeriodSeconds": 0,
                    "securityContext": { "runAsNonRoot": true, "runAsUser": 65534, "runAsGroup": 65534, "seccompProfile": { "type": "RuntimeDefault" } },
                    "containers": [ {
                      "name": "probe",
                      "env": [ { "name": "TRIES", "value": "{{tries}}" }, { "name": "ANSWER", "value": "/dev/termination-log" } ],
                      "securityContext": { "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": { "drop": [ "ALL" ] } },
                      "resources": { "requests": { "cpu": "10m", "memory": "16Mi" }, "limits": { "memory": "64Mi" } }
                    } ]
                  }
                }
              }
            }
            """)!.AsObject();
        var container = job.Objects("spec", "template", "spec", "containers").Single();
        container["image"] = image;
        container["command"] = new JsonArray(["sh", "-c", Script, "probe", .. targets.Select(t => JsonValue.Create(new UriBuilder("http", t.Host, t.Port).ToString()))]);
        if (rehearsed is not null)
        {
            var annotations = job.Ensure("spec", "template", "metadata", "annotations");
            annotations[Rehearsal + "duration"] = "0s";
            annotations[Rehearsal + "termination-message"] = string.Join('\n', rehearsed.Select((ms, n) => string.Create(CultureInfo.InvariantCulture, $"{n} {ms:0.###}")));
        }
        return job;
    }

    /// <summary>Milliseconds by address; null where nobody answered, or nothing was said.</summary>
    public static IReadOnlyList<double?> Read(string message, int targets)
    {
        var answers = new double?[targets];
        foreach (var line in message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ') is [var number, var ms] && int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n >= 0 && n < targets
                && double.TryParse(ms, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && double.IsFinite(milliseconds) && milliseconds >= 0)
                answers[n] = milliseconds;
        }
        return answers;
    }
}
