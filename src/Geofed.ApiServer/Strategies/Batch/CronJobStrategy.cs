using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>CronJobs (pkg/apis/batch/v1/defaults.go, pkg/apis/batch/validation, pkg/registry/batch/cronjob).</summary>
internal sealed partial class CronJobStrategy : StatusStrategy
{
    // A Job's name is the CronJob's and 11 characters more.
    private const int MaxName = 52;

    public override string? CheckName(string name) => Names.DnsSubdomain(name);

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenEmpty("concurrencyPolicy", "Allow");
        spec.SetWhenAbsent("suspend", false);
        spec.SetWhenAbsent("successfulJobsHistoryLimit", 3);
        spec.SetWhenAbsent("failedJobsHistoryLimit", 1);
        var template = spec.Ensure("jobTemplate");
        template.SetWhenAbsent("metadata", new JsonObject());
        // The Job's own defaults come when a Job is made; only its pods' are set here.
        PodDefaults.OfTemplate(template.Ensure("spec", "template"));
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        Validate(obj, null, errors);
        if (obj.Name().Length > MaxName)
            errors.Invalid("metadata.name", obj.Name(), $"must be no more than {MaxName} characters");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Validate(obj, old.Obj("spec"), errors);

    /// <summary>What was once taken is not refused because it is there still.</summary>
    private static void Validate(JsonObject obj, JsonObject? before, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        var schedule = spec.Str("schedule") ?? "";
        if (schedule.Length == 0)
            errors.Required("spec.schedule");
        else
        {
            if (schedule.Contains("TZ", StringComparison.Ordinal) && before.Str("schedule")?.Contains("TZ", StringComparison.Ordinal) == true)
            {
                if (spec.At("timeZone") is not null)
                    errors.Invalid("spec.schedule", schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule");
            }
            else if (schedule.Contains("TZ", StringComparison.Ordinal))
                errors.Invalid("spec.schedule", schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
            else if (CronSchedule.Parse(schedule, out var wrong) is null)
                errors.Invalid("spec.schedule", schedule, wrong!);
        }
        errors.NonNegative(spec, "startingDeadlineSeconds", "spec");
        if (spec.Str("timeZone") is { } zone && (before is null || before.Str("timeZone") != zone))
            TimeZone(zone, errors);
        errors.OneOf(spec, "concurrencyPolicy", "spec", "Allow", "Forbid", "Replace");
        var job = spec.Obj("jobTemplate", "spec");
        JobRules.Spec(job, errors, "spec.jobTemplate.spec");
        if (job.Obj("selector") is { } selector)
            errors.Invalid("spec.jobTemplate.spec.selector", selector.Copy(), "`selector` will be auto-generated");
        if (job.Bool("manualSelector") == true)
            errors.NotSupported("spec.jobTemplate.spec.manualSelector", true, "nil", "false");
        errors.NonNegative(spec, "successfulJobsHistoryLimit", "spec");
        errors.NonNegative(spec, "failedJobsHistoryLimit", "spec");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfWorkload(obj, "spec.jobTemplate.spec.template");

    private static void TimeZone(string zone, FieldErrors errors)
    {
        if (zone.Length == 0)
            errors.Invalid("spec.timeZone", zone, "timeZone must be nil or non-empty string");
        else if (zone.Split('/').Any(p => p is "." or ".." || p.StartsWith('-') || !TimeZonePart().IsMatch(p)))
            errors.Invalid("spec.timeZone", zone, $"unknown time zone {zone}");
        else
        {
            if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
                errors.Invalid("spec.timeZone", zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
            if (zone != "Local" && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
                errors.Invalid("spec.timeZone", zone, $"unknown time zone {zone}");
        }
    }

    [GeneratedRegex(@"^[A-Za-z.\-_0-9+]{1,14}\z")]
    private static partial Regex TimeZonePart();
}
