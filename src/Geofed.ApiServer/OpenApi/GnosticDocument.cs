using System.Text.Json.Nodes;
using Geofed.ApiServer.Protobuf;
using Geofed.Model;
using static Geofed.ApiServer.OpenApi.GnosticFields;

namespace Geofed.ApiServer.OpenApi;

/// <summary>Swagger 2.0 in protobuf (google/gnostic openapiv2/OpenAPIv2.proto), as far as documents of Kubernetes go.</summary>
internal static class GnosticDocument
{
    public static byte[] Write(JsonObject swagger)
    {
        var document = new ProtoWriter();
        Document(document, swagger);
        return document.Written.ToArray();
    }

    private static readonly GnosticField Schema = Struct(31, new()
    {
        ["$ref"] = Text(1),
        ["format"] = Text(2),
        ["title"] = Text(3),
        ["description"] = Text(4),
        ["default"] = Any(5),
        ["multipleOf"] = Real(6),
        ["maximum"] = Real(7),
        ["exclusiveMaximum"] = Flag(8),
        ["minimum"] = Real(9),
        ["exclusiveMinimum"] = Flag(10),
        ["maxLength"] = Whole(11),
        ["minLength"] = Whole(12),
        ["pattern"] = Text(13),
        ["maxItems"] = Whole(14),
        ["minItems"] = Whole(15),
        ["uniqueItems"] = Flag(16),
        ["maxProperties"] = Whole(17),
        ["minProperties"] = Whole(18),
        ["required"] = Each(Text(19)),
        ["enum"] = Each(Any(20)),
        ["additionalProperties"] = In(21, (item, value) => (value is JsonObject ? In(1, Below) : Flag(2))(item, value)),
        ["type"] = In(22, Each(Text(1))),
        ["items"] = In(23, In(1, Below)),
        ["allOf"] = Each(In(24, Below)),
        ["properties"] = In(25, Named(1, Below)),
        ["example"] = Any(30),
    });

    private static readonly GnosticField BodyParameter = Struct(6, new() { ["description"] = Text(1), ["name"] = Text(2), ["in"] = Text(3), ["required"] = Flag(4), ["schema"] = In(5, Schema) });

    private static readonly GnosticField QueryParameter = Struct(23, new() { ["required"] = Flag(1), ["in"] = Text(2), ["description"] = Text(3), ["name"] = Text(4), ["type"] = Text(6), ["uniqueItems"] = Flag(20) });

    private static readonly GnosticField PathParameter = Struct(22, new() { ["required"] = Flag(1), ["in"] = Text(2), ["description"] = Text(3), ["name"] = Text(4), ["type"] = Text(5), ["uniqueItems"] = Flag(19) });

    private static readonly GnosticField Parameter = In(1, (parameter, value) => (value.Str("in") switch
    {
        "body" => In(1, BodyParameter),
        "path" => In(2, In(4, PathParameter)),
        _ => In(2, In(3, QueryParameter)),
    })(parameter, value));

    private static readonly GnosticField Response = In(1, Struct(5, new() { ["description"] = Text(1), ["schema"] = In(2, In(1, Schema)) }));

    private static readonly GnosticField Operation = Struct(13, new()
    {
        ["description"] = Text(3),
        ["operationId"] = Text(5),
        ["produces"] = Each(Text(6)),
        ["consumes"] = Each(Text(7)),
        ["parameters"] = Each(In(8, Parameter)),
        ["responses"] = In(9, Named(1, Response)),
    });

    private static readonly GnosticField PathItem = Struct(10, new()
    {
        ["get"] = In(2, Operation),
        ["put"] = In(3, Operation),
        ["post"] = In(4, Operation),
        ["delete"] = In(5, Operation),
        ["patch"] = In(8, Operation),
        ["parameters"] = Each(In(9, Parameter)),
    });

    private static readonly GnosticField Document = Struct(16, new()
    {
        ["swagger"] = Text(1),
        ["info"] = In(2, Struct(7, new() { ["title"] = Text(1), ["version"] = Text(2) })),
        ["paths"] = In(8, Named(2, PathItem)),
        ["definitions"] = In(9, Named(1, Schema)),
    });

    private static void Below(ProtoWriter message, JsonNode value) => Schema(message, value);
}
